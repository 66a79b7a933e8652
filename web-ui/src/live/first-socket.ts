/** A WebSocket that was opened while there was nobody yet to take what it brings. */
export interface FirstSocket {
  readonly socket: WebSocket;
  /** What has come meanwhile, in order. */
  readonly messages: readonly MessageEvent<string | ArrayBuffer>[];
}

let first: FirstSocket | undefined;

/** Opens the live connection ahead of time; it waits to be taken. */
export function openFirstSocket(): void {
  const socket = openLiveSocket();
  const messages: MessageEvent<string | ArrayBuffer>[] = [];
  socket.onmessage = (message) => messages.push(message);
  first = { socket, messages };
}

/** Hands it over, once; undefined where none was opened. */
export function takeFirstSocket(): FirstSocket | undefined {
  const taken = first;
  first = undefined;
  return taken;
}

export function openLiveSocket(): WebSocket {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live`);
  socket.binaryType = 'arraybuffer';
  return socket;
}
