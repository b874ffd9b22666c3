import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder, runVerify } from '../support/run-verify.ts'

const WHY = 'the sandbox has no second user, and will have none'
const ONE = [
  '--edition',
  'current',
  '--transport',
  'http',
  '--case',
  'joinMeetingRoom/room-locked',
  '--case',
  'joinMeetingRoom/room-full',
]

describe('a case that is skipped on purpose', () => {
  it('is not played, and stands in every report with its reason', async () => {
    await using folder = await makeFolder()
    const files = ['junit', 'ctrf', 'markdown'].map((name) => [name, join(folder.path, 'new', name)] as const)
    const args = [...ONE, '--skip', `joinMeetingRoom/room-full=${WHY}`, '--github']
    const ran = await runVerify([...args, ...files.flatMap(([name, file]) => [`--${name}`, file])])
    expect(ran.out).toMatch(/^1 held, 0 broken/m)
    expect(ran.out).toContain(`skipped on purpose\n  joinMeetingRoom/room-full: ${WHY}\n`)
    expect(ran.out).toContain(`::notice title=1 skipped on purpose (current)::${WHY}: joinMeetingRoom/room-full`)
    for (const [name, file] of files) expect(await readFile(file, 'utf8'), name).toContain(WHY)
    expect(ran.code).toBe(0)
  })

  it('is told with its reason in a dry run', async () => {
    const { out } = await runVerify([...ONE, '--skip', `room-full=${WHY}`, '--dry-run'])
    expect(out).toMatch(new RegExp(`^joinMeetingRoom/room-full .*\\(not sent: ${WHY}\\)$`, 'm'))
    expect(out).toContain('1 of 2 would be sent')
  })

  it.each([
    ['joinMeetingRoom/room-full', /is skipped without a reason/],
    ['joinMeetingRoom/room-full=', /is skipped without a reason/],
    ['joinMeetingRoom/room-full= - ', /is skipped without a reason/],
    ['joinMeetingRoom/room-ful=x', /joinMeetingRoom\/room-full\?/],
  ])('is refused without a reason, or where there is none of that name: %s', async (skip, says) => {
    const { code, error } = await runVerify([...ONE, '--skip', skip])
    expect(error).toMatch(says)
    expect(code).toBe(2)
  })
})
