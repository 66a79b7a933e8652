/** What Debian, npm and the compiler call an architecture. */
export const ARCHITECTURES = {
  amd64: { debian: 'amd64', npm: 'x64', tools: 'x86_64-linux-gnu' },
  arm64: { debian: 'arm64', npm: 'arm64', tools: 'aarch64-linux-gnu' },
};
