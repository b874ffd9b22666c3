/** Starts a greenroom from a module, in situations of one operation: `<module> <operation> [situations as JSON] [options as JSON]`. */
import { pathToFileURL } from 'node:url'

const [entry = '', operation = '', situations = '[{}]', options = '{}'] = process.argv.slice(2)
const { startServer } = await import(pathToFileURL(entry).href)
const server = await startServer({ rateLimit: false, host: '127.0.0.1', ...JSON.parse(options) })
const values: unknown[] = []
for (const situation of JSON.parse(situations)) values.push(await server.mock.arrange(situation, operation))
console.log(JSON.stringify({ port: server.port, values }))
process.on('SIGTERM', () => process.exit())
