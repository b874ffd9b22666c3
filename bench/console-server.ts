/** Starts a greenroom with its control plane for the measurement of the console. */
import { startServer } from '../src/server.ts'

const server = await startServer({ host: '127.0.0.1', control: true })
const { port, control } = server
console.log(JSON.stringify({ port, address: `${control.url}/console/#token=${control.token}` }))
process.on('SIGTERM', () => process.exit())
