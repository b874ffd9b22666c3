/** Plays all cases on servers, and prints a column for each way: `play-port.ts`. */
import { io } from 'socket.io-client'
import { startServer, type RunningServer } from '../../../src/server.ts'
import { overPort } from '../transports.ts'
import { httpColumn, socketColumn } from './columns.ts'
import type { Subject } from './subject.ts'

const servers: RunningServer[] = []
const subjectOf = (server: RunningServer): Subject => {
  servers.push(server)
  return { mock: server.mock, world: server.world, send: (request) => overPort(server.url, request) }
}
const columns = [await httpColumn('a port', async (edition) => subjectOf(await startServer({ edition })))]
const server = await startServer()
const ways = { polling: ['polling'], WebSocket: ['websocket'], upgraded: ['polling', 'websocket'] }
for (const [way, transports] of Object.entries(ways))
  columns.push(await socketColumn(`a port, ${way}`, { ...subjectOf(server), url: server.url, io, transports }))
await Promise.all(servers.map(({ close }) => close()))
console.log(JSON.stringify(columns))
