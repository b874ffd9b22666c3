import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { listening } from '../../../tests/support/node-server.ts'
import { startCli } from '../../../tests/support/run-cli.ts'

const POLLING = '/socket.io/?EIO=4&transport=polling'
const IN_URL = 'in-a-query-1'
const SECRETS = [IN_URL, 'in-a-header-2', 'in-a-frame-3', 'in-a-post-4', 'in-a-poll-5']
/** Opens a WebSocket, sends a frame and leaves. */
async function sendFrame(port: number, text: string): Promise<void> {
  const client = connect(port, '127.0.0.1')
  client.write(
    `GET /socket.io/?EIO=4&transport=websocket&access_token=${IN_URL} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Auth-Token: in-a-header-2\r\n\r\n`,
  )
  await once(client, 'data')
  client.end(Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]))
  client.resume()
  await once(client, 'close')
}

it('greenroom watch hides in what it tells the secrets that sockets have shown before', async () => {
  const target = createServer(({ method, url }, response) => {
    if (!url?.startsWith('/socket.io/'))
      response
        .writeHead(403, { 'content-type': 'application/json' })
        .end(JSON.stringify({ statusCode: 403, message: SECRETS.join(' and ') }))
    else response.end(method === 'POST' ? 'ok' : '42["told",{"token":"in-a-poll-5"}]')
  })
  target.on('upgrade', (_, socket) => {
    socket.on('end', () => socket.end())
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    socket.resume()
  })
  await using server = await listening(target)
  const { out, end, ended } = startCli(['watch', server.url, '--proxy-port', '0', '--json'])
  const { url } = JSON.parse(await out.wrote(/\n/, ended))
  await sendFrame(Number(new URL(url).port), '40{"token":"in-a-frame-3"}')
  await (await fetch(`${url}${POLLING}&sid=a`, { method: 'POST', body: '40{"token":"in-a-post-4"}' })).text()
  await (await fetch(`${url}${POLLING}&sid=a`)).text()
  await (await fetch(`${url}/rooms/b/join`, { method: 'POST' })).text()
  end()
  const { out: text } = await ended
  expect(text).toContain(SECRETS.map(() => '[redacted]').join(' and '))
  for (const secret of SECRETS) expect(text).not.toContain(secret)
})
