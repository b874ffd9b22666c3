import { once } from 'node:events'
import type { Server, Socket } from 'socket.io'
import { createCore } from '../../../src/mock/core.ts'
import { createClientConnections } from '../../../src/transport/connections.ts'
import { createGuard } from '../../../src/transport/guard.ts'
import { createHttpServer } from '../../../src/transport/node-http.ts'
import type { EngineConnection } from '../../../src/transport/socket-io/engine.ts'
import { createSocketGate } from '../../../src/transport/socket-io/gate.ts'
import type { SocketOptions } from '../../../src/transport/socket-io/socket-context.ts'

/** The product's port, guard, gate, settings and limits of Socket.IO, with echoes in the place of its events. */
export interface EchoServer extends AsyncDisposable {
  readonly port: number
  readonly url: string
}

/** What echoes: raw messages of Engine.IO, or events of Socket.IO. */
export type Echo = 'messages' | 'events'

export async function startEcho(echo: Echo, options: SocketOptions): Promise<EchoServer> {
  const mock = createCore()
  const fault = (error: unknown): void => void Promise.reject(error)
  const gate = createSocketGate({ mock, options, onFault: fault }, (io) => {
    if (echo === 'messages') echoMessages(io)
    else echoEvents(io)
    return []
  })
  const server = createHttpServer({
    dispatch: mock.answer,
    guard: createGuard({ allowedHosts: [], corsOrigins: [] }),
    limits: mock.limits,
    connections: createClientConnections(1_000),
    sockets: gate,
    onFault: fault,
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      await gate.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** In the place of Socket.IO's own listener, for which a message is a packet of its own. */
function echoMessages(io: Server): void {
  const [own] = io.engine.listeners('connection')
  if (own) io.engine.off('connection', own)
  io.engine.on('connection', (connection: EngineConnection) =>
    connection.on('data', (data: string | Buffer) => void connection.write(data)),
  )
}

/** `tell` comes back as `told`, with what is acked; who connects is told its own `auth`. */
function echoEvents(io: Server): void {
  for (const name of ['/', '/other'])
    io.of(name).on('connection', (socket: Socket) => {
      socket.emit('auth', socket.handshake.auth)
      socket.on('tell', (...args: unknown[]) => {
        const ack = args.at(-1)
        if (typeof ack === 'function') ack(...args.slice(0, -1))
        else socket.emit('told', ...args)
      })
      socket.on('error', () => socket.disconnect(true))
    })
}
