import koffi from 'koffi';
import t from 'tap';
import { giveFreedMemoryBack } from '../../daemon/freed-memory.js';

const BYTES = 1 << 20;
const libc = koffi.load(null);
const isGlibc = process.platform === 'linux' && hasMallinfo();

t.test(
  'memory that is large goes back when it is freed, also where such was freed before',
  { skip: !isGlibc },
  async (t) => {
    const malloc = libc.func('void *malloc(size_t bytes)');
    const free = libc.func('void free(void *memory)');
    const fields = 'arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost';
    const info = koffi.struct(Object.fromEntries(fields.split(' ').map((field) => [field, 'int'])));
    const mallinfo = libc.func('mallinfo', info, []);
    const hasMapping = () => {
      free(malloc(BYTES));
      const { hblks: before } = mallinfo();
      const memory = malloc(BYTES);
      const { hblks: after } = mallinfo();
      free(memory);
      return after > before;
    };
    t.equal(hasMapping(), false, 'glibc learns to keep it');
    t.equal(await giveFreedMemoryBack(), true);
    t.equal(hasMapping(), true);
    t.equal(hasMapping(), true, 'and it does not learn that again');
  },
);

function hasMallinfo(): boolean {
  try {
    libc.func('int mallopt(int parameter, int value)');
    return true;
  } catch {
    return false;
  }
}
