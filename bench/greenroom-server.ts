/** A greenroom that is loaded from a module, and arranged for one operation: `<module> <operation> <situation as JSON> [seed]`. */
import { pathToFileURL } from 'node:url'

const [entry = '', operation = '', given = '{}', seed = 'documented'] = process.argv.slice(2)
const { startServer } = await import(pathToFileURL(entry).href)
// The documented limit of two calls in five seconds would leave nothing but refusals to measure.
const server = await startServer({ rateLimit: false, host: '127.0.0.1', seed })
const values = await server.mock.arrange(JSON.parse(given), operation)
console.log(JSON.stringify({ port: server.port, values }))
process.on('SIGTERM', () => process.exit())
