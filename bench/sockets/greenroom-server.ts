/** Starts a greenroom from a module, with this number of rooms to join and a locked one: `<module> <rooms>`. */
import { pathToFileURL } from 'node:url'

const [entry = '', rooms = '0'] = process.argv.slice(2)
const { startServer } = await import(pathToFileURL(entry).href)
// A load sends more events per second than clients may. They are counted nevertheless.
const server = await startServer({ host: '127.0.0.1', limits: { events: 100_000_000 } })
const arrange = async (facts: readonly string[]): Promise<unknown> =>
  (await server.mock.arrange({ 'meeting-room': facts }, 'joinMeetingRoom')).code
const codes: unknown[] = []
for (let n = 0; n < Number(rooms); n++) codes.push(await arrange([]))
const locked = await arrange(['locked'])
console.log(JSON.stringify({ port: server.port, codes, locked }))
process.on('SIGTERM', () => process.exit())
