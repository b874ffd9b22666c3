/**
 * The minimal server on `node:http`: reads the whole request and sends one prepared answer, given as JSON. Plain JavaScript, so that
 * its start includes no type stripping.
 */
import { createServer } from 'node:http'

const { status, headers, body } = JSON.parse(process.argv[2])
const server = createServer((request, response) => {
  const answer = () => {
    response.writeHead(status, headers)
    response.end(body)
  }
  if (request.method === 'GET') return answer()
  request.on('data', () => {})
  request.on('end', answer)
})
// The same as greenroom's, since it affects the bytes: `Keep-Alive: timeout=5, max=10000`.
server.maxRequestsPerSocket = 10_000
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })))
process.on('SIGTERM', () => process.exit())
