/**
 * Loads what writes certificates: a third of a second on a Pi, so only where one is to be written.
 *
 * It brings tsyringe, which ends at once without the functions of reflect-metadata; but nothing that it is used for here has types to be
 * reflected (classes without arguments of their constructors), so functions that know none are enough.
 */
export async function loadX509() {
  for (const name of ['getMetadata', 'getOwnMetadata', 'defineMetadata']) {
    if (!(name in Reflect)) Object.defineProperty(Reflect, name, { value: () => undefined, configurable: true });
  }
  return import('@peculiar/x509');
}
