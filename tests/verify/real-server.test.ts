import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { standInTarget, type StandInTarget } from '../support/stand-in-target.ts'

/** What is drafted of what deviates, as somebody does on the first evening. */
const fileIn = ({ folder }: StandInTarget): string => join(folder, 'deviations.yaml')

describe('greenroom verify against a server that answers as a real Rocket.Chat 8 does', () => {
  let first: StandInTarget
  let ran: { readonly code: number; readonly out: string }
  let recorded = ''

  beforeAll(async () => {
    first = await standInTarget()
    ran = await first.verify('--write-deviations', fileIn(first))
    recorded = await readFile(fileIn(first), 'utf8')
  })
  afterAll(() => first[Symbol.asyncDispose]())

  it('finds where the server departs from the documents, and nothing else: two breaches by document, the rest by weaker sources', () => {
    expect(
      [...ran.out.matchAll(/✗ broken {2}(\S+)/g)].map(([, id = '']) => id).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['joinLivechatRoom/no-access', 'joinVideoConference/not-logged-in'])
    expect(ran.out).toMatch(/, 2 broken, [1-9]\d* differ, 0 known, /)
    expect(ran.code).toBe(1)
  })

  it('asks for no room of a customer, joins none, and is told none', () => {
    expect(first.chat.rooms.customers.length).toBeGreaterThan(2)
    expect(first.chat.visits.length).toBeGreaterThan(200)
    expect(first.chat.touched()).toEqual([])
  })

  it('keeps under the limits: no 429 that a case did not ask for', () => {
    expect(first.chat.limited).toBeGreaterThan(3)
    expect(ran.out).not.toContain('trouble:')
    expect(ran.out).not.toContain('environment')
  })

  it('accepts what a file of known deviations records, and exits 0', async () => {
    await using target = await standInTarget()
    await writeFile(fileIn(target), recorded)
    const { code, out } = await target.verify('--deviations', fileIn(target))
    expect(out).toMatch(/ 0 broken, 0 differ, [1-9]\d* known/)
    expect(code).toBe(0)
  })

  it('exits 1 once one byte of a recorded deviation changes', async () => {
    await using after = await standInTarget({
      change: (reply) => ({ ...reply, body: reply.body.replace('error-not-allowed', 'error-not-allowed!') }),
    })
    await writeFile(fileIn(after), recorded)
    const { code, out } = await after.verify('--deviations', fileIn(after), '--case', 'joinLivechatRoom/no-access')
    expect(out).toContain('deviates in ways not recorded')
    expect(code).toBe(1)
  })

  it('exits 1 once the day of a deviation is past, and says which day that was', async () => {
    await using target = await standInTarget()
    await writeFile(fileIn(target), recorded.replaceAll(/until: '.*'/g, "until: '2026-01-31'"))
    const { code, out } = await target.verify('--deviations', fileIn(target), '--case', 'joinLivechatRoom/no-access')
    expect(out).toContain('until 2026-01-31')
    expect(code).toBe(1)
  })

  it('notes a recorded deviation that holds again, so that its line can be deleted', async () => {
    await using target = await standInTarget()
    await writeFile(
      fileIn(target),
      `- { case: joinLivechatRoom/invalid-room, findings: [{ check: status, found: 404 }], reason: was so once, until: '2999-01-01' }\n`,
    )
    const { code, out } = await target.verify('--deviations', fileIn(target), '--case', 'joinLivechatRoom/invalid-room')
    expect(out).toContain('it holds again: delete')
    expect(code).toBe(0)
  })

  it('reports an expired token once, blocks the cases that need it, judges the others, and exits 2', async () => {
    await using target = await standInTarget()
    target.chat.expire('agent')
    const { code, out } = await target.verify()
    expect(out.match(/rejects the credentials of agent/g)).toHaveLength(1)
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
