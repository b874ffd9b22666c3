/** Starts a greenroom with its control plane from a module, and prints where both are. */
import { pathToFileURL } from 'node:url'

const { startServer } = await import(pathToFileURL(process.argv[2] ?? '').href)
const server = await startServer({ rateLimit: false, host: '127.0.0.1', control: true })
const { url, token } = server.control
console.log(JSON.stringify({ port: server.port, url: server.url, control: { url, token } }))
process.on('SIGTERM', () => process.exit())
