import { afterEach, describe, expect, it, vi } from 'vitest'
import { openRaw } from '../../../tests/support/raw-web-socket.ts'
import { patient, until } from '../../../tests/support/sockets.ts'
import { startServer } from '../../server.ts'

const PACKET = '42["leave-room",{"code":"no-such-room"}]'
const events = (heard: readonly string[]): string[] => heard.filter((packet) => packet.startsWith('42'))

describe('a connection that was idle', () => {
  afterEach(() => vi.restoreAllMocks())

  // Twenty at once, and ten a second: an hour's worth would be thousands.
  it('may send no more at once than any other', async () => {
    await using server = await startServer({ limits: { events: 10 }, sockets: patient })
    const raw = await openRaw(server)
    const machine = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => machine() + 3_600_000)
    for (let count = 0; count < 500; count++) raw.send(PACKET)
    await until(() => !raw.isOpen() || events(raw.heard).length === 500)
    raw.close()
    expect(events(raw.heard).at(-1)).toMatch(/^42\["exception",.*"statusCode":429/)
  })
})
