import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { standInTarget, type StandInTarget } from '../support/stand-in-target.ts'

// Not the cases about limits: windows as short as the stand-in's are over before a busy machine has made three calls.
const STEADY = ['joinLivechatRoom', 'listLivechatRooms', 'joinVideoConference/not-logged-in'].flatMap((word) => [
  '--case',
  word,
])

/** Drafts what deviates, as somebody does on the first evening, and gives the file. */
async function drafted(target: StandInTarget): Promise<string> {
  const file = join(target.folder, 'deviations.yaml')
  await target.verify('--write-deviations', file, ...STEADY)
  return file
}

describe('greenroom verify against a server that answers as a real Rocket.Chat 8 does', () => {
  it('finds where the server departs from the documents, and nothing else: two breaches by document, the rest by weaker sources', async () => {
    await using target = await standInTarget()
    const { code, out } = await target.verify('--quiet')
    expect(
      [...out.matchAll(/✗ broken {2}(\S+)/g)].map(([, id = '']) => id).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['joinLivechatRoom/no-access', 'joinVideoConference/not-logged-in'])
    expect(code).toBe(1)
  })

  it('asks for no room of a customer, joins none, and is told none', async () => {
    await using target = await standInTarget()
    await target.verify('--gate', 'all')
    expect(target.chat.rooms.customers.length).toBeGreaterThan(2)
    expect(target.chat.visits.length).toBeGreaterThan(200)
    expect(target.chat.touched()).toEqual([])
  })

  it('keeps under the limits: no 429 that a case did not ask for', async () => {
    await using target = await standInTarget()
    const { out } = await target.verify()
    expect(target.chat.limited).toBeGreaterThan(3)
    expect(out).not.toContain('trouble on the way')
    expect(out).not.toContain('environment')
  })

  it('accepts what a file of known deviations records, and exits 0', async () => {
    await using target = await standInTarget()
    const file = await drafted(target)
    const { code, out } = await target.verify('--deviations', file, ...STEADY)
    expect(out).toMatch(/ 0 broken, 0 differ, [1-9]\d* known/)
    expect(code).toBe(0)
  })

  it('exits 1 once one byte of a recorded deviation changes', async () => {
    await using before = await standInTarget()
    const recorded = await readFile(await drafted(before), 'utf8')
    await using after = await standInTarget({
      change: (reply) => ({ ...reply, body: reply.body.replace('error-not-allowed', 'error-not-allowed!') }),
    })
    const file = join(after.folder, 'deviations.yaml')
    await writeFile(file, recorded)
    const { code, out } = await after.verify('--deviations', file, '--case', 'joinLivechatRoom/no-access')
    expect(out).toContain('deviates otherwise than')
    expect(code).toBe(1)
  })

  it('exits 1 once the day of a deviation is past, and says which day that was', async () => {
    await using target = await standInTarget()
    const file = await drafted(target)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replaceAll(/until: '.*'/g, "until: '2026-01-31'"))
    const { code, out } = await target.verify('--deviations', file, '--case', 'joinLivechatRoom/no-access')
    expect(out).toContain('until 2026-01-31')
    expect(code).toBe(1)
  })

  it('notes a recorded deviation that holds again, so that its line can be deleted', async () => {
    await using target = await standInTarget()
    const file = join(target.folder, 'deviations.yaml')
    await writeFile(
      file,
      `- { case: joinLivechatRoom/invalid-room, answers: { status: 404, body: {} }, reason: was so once, until: '2999-01-01' }\n`,
    )
    const { code, out } = await target.verify('--deviations', file, '--case', 'joinLivechatRoom/invalid-room')
    expect(out).toContain('it holds again: delete')
    expect(code).toBe(0)
  })

  it('reports an expired token once, blocks the cases that need it, judges the others, and exits 2', async () => {
    await using target = await standInTarget()
    target.chat.expire('agent')
    const { code, out } = await target.verify()
    expect(out.match(/refuses the credentials of agent/g)).toHaveLength(1)
    expect([...out.matchAll(/✗ broken/g)].length).toBeLessThanOrEqual(2)
    expect(out).toMatch(/[1-9]\d* × identity/)
    expect(Number(/(\d+) held/.exec(out)?.[1])).toBeGreaterThan(80)
    expect(code).toBe(2)
  })

  it('notes the two members that a real 401 has beyond the documents, and calls them no breach', async () => {
    await using target = await standInTarget()
    const { code, out } = await target.verify('--case', 'joinLivechatRoom/not-logged-in')
    expect(out).toContain('more than documented: /success, /error')
    expect(code).toBe(0)
  })
})
