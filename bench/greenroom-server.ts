/** Starts a greenroom from a module, arranged for one operation: `<module> <operation> <situation as JSON> [seed]`. */
import { pathToFileURL } from 'node:url'

const [entry = '', operation = '', given = '{}', seed = 'documented'] = process.argv.slice(2)
const { startServer } = await import(pathToFileURL(entry).href)
// With the documented limit of two calls in five seconds, only refusals could be measured.
const server = await startServer({ rateLimit: false, host: '127.0.0.1', seed })
const values = await server.mock.arrange(JSON.parse(given), operation)
console.log(JSON.stringify({ port: server.port, values }))
process.on('SIGTERM', () => process.exit())
