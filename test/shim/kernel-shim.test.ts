import t from 'tap';
import { noCompiler, runShimmed } from './kernel-shim.js';

t.test('the shim catches what the kernel would not take', { skip: noCompiler }, async (t) => {
  const { answer, log } = await runShimmed(t, { script: 'wrong-ioctls.js', scenario: {} });
  t.same(answer, {
    'a right transfer': '16',
    'a request of another type': 'ENOTTY',
    'a number that is none': 'ENOTTY',
    'a size of no whole transfer': 'EINVAL',
    'padding that is set': 'EINVAL',
    'bytes beyond the limit': 'EMSGSIZE',
    'an address that is none': 'EFAULT',
    'words of 9 bits': 'EINVAL',
    'no clock': 'EINVAL',
    'a GPIO request of an SPI device': 'ENOTTY',
    'an SPI request of a GPIO chip': 'EINVAL',
    'padding in a line request': 'EINVAL',
    'padding in its config': 'EINVAL',
    'an unknown flag': 'EINVAL',
    'no lines': 'EINVAL',
    'a right request': '0',
    'the same again': 'EBUSY',
    'a mask without lines': 'EINVAL',
    'a chip request of a line': 'EINVAL',
  });
  t.same(log, [`spi ${'00'.repeat(16)}`, 'request 25 1 framed', 'release 25', 'close spi']);
});
