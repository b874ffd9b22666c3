// A hook for `greenroom verify`: makes rooms when it is asked to, and takes them away again. See docs/verify.md.
import { createServer } from 'node:http'
import { randomInt, randomUUID } from 'node:crypto'

const { HOOK_TOKEN, PORT = '4100' } = process.env
if (!HOOK_TOKEN) throw new Error('set HOOK_TOKEN: without one, anybody could make rooms')

const rooms = new Map() // Stands for your own server's rooms.
const FACTS = ['locked', 'full', 'inactive']

const letters = () => Array.from({ length: 3 }, () => String.fromCharCode(97 + randomInt(26))).join('')
const makeCode = () => `${letters()}-${letters()}-${letters()}`

function arrange({ given = {} }) {
  const facts = given['meeting-room']
  if (!facts || Object.keys(given).length > 1) return [422, { reason: 'only meeting rooms can be made here' }]
  const [id, code] = [randomUUID(), makeCode()]
  if (facts.includes('unknown')) return [200, { values: { code } }]
  if (!facts.every((fact) => FACTS.includes(fact))) return [422, { reason: `no room is ever ${facts.join(' and ')}` }]
  rooms.set(id, { code, facts })
  return [201, { id, values: { code } }]
}

async function serve(request, response) {
  const answer = (status, body) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  if (request.headers.authorization !== `Bearer ${HOOK_TOKEN}`) return answer(401, { reason: 'wrong token' })
  if (request.method === 'GET') return answer(200, { rooms: [...rooms.values()] })
  if (request.method === 'DELETE') return answer(rooms.delete(request.url.split('/').at(-1)) ? 200 : 404, {})
  const parts = []
  for await (const part of request) parts.push(part)
  return answer(...arrange(JSON.parse(Buffer.concat(parts).toString())))
}

const take = (request, response) =>
  void serve(request, response).catch((error) => {
    console.error(error)
    response.writeHead(400).end()
  })
createServer(take).listen(Number(PORT), '127.0.0.1', function () {
  console.log(`http://127.0.0.1:${this.address().port}/greenroom`)
})
