import { readFile, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { ownFolder } from '../support/folder.ts'
import { harEntry, harOf, harSocket, type HarMaker } from '../support/har.ts'
import { runCli } from '../support/run-cli.ts'

const inFolder = ownFolder()
const HOST = 'http://127.0.0.1:4010'
const LOCKED = { statusCode: 403, message: 'Room is locked' }
const FULL = { statusCode: 400, message: 'Room is full' }

const join = (status: number, answer: unknown, ms: number): HarMaker =>
  harEntry({ method: 'POST', url: `${HOST}/rooms/abc-def-ghi/join`, body: '{"guestName":"Jane"}', status, answer, ms })
const asset = harEntry({ url: `${HOST}/app.js`, answer: '' })
const socket = harSocket('ws://127.0.0.1:4010/socket.io/?EIO=4&transport=websocket', [
  '<0{"sid":"engine1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":262144}',
  '>40',
  '<40{"sid":"oSO0OpakMV_3jnilAAAA"}',
  '>420["join-room",{"code":"abc-def-ghi","guestName":"Jane"}]',
  `<430[${JSON.stringify(LOCKED)}]`,
])

it('the page shows what a recording of such calls prints', async () => {
  const before = Array.from({ length: 11 }, () => asset)
  const session = [...before, join(403, LOCKED, 20), join(403, LOCKED, 20), socket, asset, asset, join(409, FULL, 18)]
  await writeFile(inFolder('session.har'), harOf(...session))
  const { out } = await runCli(['read', inFolder('session.har')])
  const page = await readFile('docs/traffic.md', 'utf8')
  const [, shown = ''] = /its source:\n\n```\n([\s\S]*?)```/.exec(page) ?? []
  for (const line of shown.trimEnd().split('\n')) expect(out.split('\n')).toContain(line)
})
