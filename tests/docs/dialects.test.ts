import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ASKS, ROUTE_REASONS, SPEECH_WAYS } from '../../src/dialect/speech.ts'
import { startServer } from '../../src/server.ts'
import { makeFolder } from '../support/run-verify.ts'
import { listen, patient } from '../support/sockets.ts'

const page = await readFile('docs/dialects.md', 'utf8')
const [, own = ''] = /```yaml\n(# yaml-language-server[\s\S]*?)```/.exec(page) ?? []

describe('the page on dialects', () => {
  it('has a dialect that works as it says', async () => {
    await using folder = await makeFolder()
    await using server = await startServer({ sockets: patient, dialect: await folder.write('own.yaml', own) })
    using ann = await listen(server.url, { transports: ['websocket'] })
    using bob = await listen(server.url, { transports: ['websocket'] })
    const room = 'abc-def-ghi'
    expect(await ann.ask('join-room', { room, nick: 'Ann' })).toEqual({ ok: true, data: { me: ann.id, others: [] } })
    expect(await bob.ask('join-room', { room, nick: 'Bob' })).toMatchObject({ data: { others: ['Ann'] } })
    expect(await bob.ask('join-room', { room: 'lck-rom-now', nick: 'B' })).toEqual({ ok: false, why: 'Room is locked' })
    bob.socket.emit('shout', { text: 'Ahoy' })
    await bob.hears()
    expect((await ann.hears()).at(-1)).toEqual(['shouted', { by: 'Bob', text: 'Ahoy' }])
    expect(await (await fetch(`${server.url}/lobby/lck-rom-now`)).json()).toEqual({ open: false })
    expect((await fetch(`${server.url}/lobby/abc-def-ghi`, { method: 'POST' })).status).toBe(404)
  })

  it('names every question, reason and kind of message', () => {
    const words = [...ASKS, ...ROUTE_REASONS, ...SPEECH_WAYS]
    expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([])
  })
})
