/**
 * Has the C library give freed memory back to the system, in this process and from now on. False: it has no such say (musl, macOS), or
 * koffi has no binary for this machine; then all stays as it is.
 *
 * glibc serves requests of 128 KB and more by mappings of their own, which go back when they are freed. But each that goes back raises that
 * limit to its size (up to 32 MB), and what it lets lie about at the end of its heap to twice that (mallopt(3), M_MMAP_THRESHOLD): buffers of
 * films and uploads then come from heaps in which some small thing soon lies behind them. Either limit, once set, stays where it was put.
 *
 * Measured on x64 (Node 20, docs/reliability.md, "Soak"): after some minutes of uploads, looks and playlists the main heap had 47 to 57 MB, of
 * which 11 were in use; with the limits that glibc begins with 13 to 15 MB, and the process 154 to 168 MB instead of 189 to 226. Fewer heaps
 * (M_ARENA_MAX=2) gave 183 to 193 by themselves, and nothing beside this.
 */
export async function giveFreedMemoryBack(): Promise<boolean> {
  try {
    const { default: koffi } = await import('koffi');
    const libc = koffi.load(null);
    const mallopt = libc.func('int mallopt(int parameter, int value)');
    const trim = libc.func('int malloc_trim(size_t keptBytes)');
    const areSet = [M_MMAP_THRESHOLD, M_TRIM_THRESHOLD].every((limit) => mallopt(limit, LIMIT_BYTES) === 1);
    // What the start left.
    trim(0);
    return areSet;
  } catch {
    return false;
  }
}

// glibc, <malloc.h>.
const M_TRIM_THRESHOLD = -1;
const M_MMAP_THRESHOLD = -3;
/** What both are to begin with: mallopt(3). A frame of 240x240 takes 115 KB, and stays below. */
const LIMIT_BYTES = 128 * 1024;
