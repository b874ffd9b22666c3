/**
 * Plays all cases through MSW 2 or 3 in a process of its own, and prints a column for each way: `play-node.ts <2|3>`. MSW must
 * listen before the client is loaded, which takes its WebSocket then.
 */
import type { Edition } from '../../../src/contract/compiled/types.ts'
import { createMock, type Mock } from '../../../src/in-process.ts'
import { httpColumn, socketColumn } from './columns.ts'
import { listenWith } from './networks.ts'
import { fetched, type Subject } from './subject.ts'

const url = 'http://app.test:3000'
const major = process.argv[2] === '2' ? 2 : 3
const serve = await listenWith(major, url)

const { Fetch, io, WebSocket } = await import('socket.io-client')
const subjectOf = (mock: Mock): Subject => {
  serve(mock)
  return { mock, world: mock.world, send: fetched(url) }
}
const name = `MSW ${major} in Node`
const ways = { polling: ['polling'], WebSocket: [WebSocket], upgraded: [Fetch, WebSocket] }
const columns = [await httpColumn(name, async (edition: Edition) => subjectOf(createMock({ edition })))]
for (const [way, transports] of Object.entries(ways))
  columns.push(await socketColumn(`${name}, ${way}`, { ...subjectOf(createMock()), url, io, transports }))
console.log(JSON.stringify(columns))
process.exit()
