/** Socket.IO by polling alone, by WebSocket from the start, or by polling upgraded to WebSocket. */
export type SocketTransport = 'polling' | 'websocket' | 'upgraded'

/** How calls reach a target. */
export type Transport = 'http' | SocketTransport

/** Every transport, in the order of reports. */
export const TRANSPORTS: readonly Transport[] = ['http', 'polling', 'websocket', 'upgraded']

/** Whether a transport is one of Socket.IO. */
export const isSocketTransport = (transport: Transport): transport is SocketTransport => transport !== 'http'
