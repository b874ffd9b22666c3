/**
 * Reads what a console reads, and throws it away: `<address of the control plane> <token> <paths as JSON>`. Costs next to nothing, so
 * that what remains is what the mock pays. Says when every answer has begun.
 */
import { once } from 'node:events'
import { connect } from 'node:net'

const [address = '', token = '', paths = '[]'] = process.argv.slice(2)
const { hostname, port, host } = new URL(address)
for (const path of JSON.parse(paths)) {
  const socket = connect(Number(port), hostname)
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`)
  const [head] = await once(socket, 'data')
  if (!String(head).startsWith('HTTP/1.1 200 '))
    throw new Error(`${path} was answered ${String(head).split('\r\n')[0]}`)
  socket.resume()
}
console.log('reading')
process.on('SIGTERM', () => process.exit())
