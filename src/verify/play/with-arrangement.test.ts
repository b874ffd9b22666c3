import { describe, expect, it } from 'vitest'
import type { Arrangement } from '../model/arrangement.ts'
import { secretsOf, withArrangement } from './with-arrangement.ts'
import { plannedOf } from '../testing/answers.ts'
import { createRedaction } from '../redact/redaction.ts'

const planned = plannedOf('joinMeetingRoom/room-locked')

function arranged(cleanUp: Arrangement['cleanUp'] = async () => {}) {
  const [left, redaction]: [string[][], ReturnType<typeof createRedaction>] = [[], createRedaction([], null)]
  const arrangement: Arrangement = {
    baseUrl: 'http://127.0.0.1:1',
    headers: {},
    values: {},
    identities: {
      agent: { 'X-User-Id': 'an-id-that-is-shown', 'X-Auth-Token': 'token-of-an-agent' },
      host: { Authorization: 'Bearer token-of-a-host' },
      nobody: {},
    },
    auth: {},
    ownNamespace: null,
    elsewhere: null,
    set: null,
    pass: async () => {},
    cleanUp,
  }
  return {
    arrangement,
    left,
    redaction,
    parts: { redaction, onLeftBehind: (...what: string[]) => void left.push(what) },
  }
}

describe('an arrangement', () => {
  it('is taken away after the play, whose outcome it gives', async () => {
    const order: string[] = []
    const { arrangement, parts, left } = arranged(async () => void order.push('taken away'))
    const attempt = { kind: 'judged', calls: [] } as const
    const play = async () => {
      order.push('played')
      return attempt
    }
    expect(await withArrangement(arrangement, planned, parts, play)).toBe(attempt)
    expect([order, left]).toEqual([['played', 'taken away'], []])
  })

  it('is taken away also where the play fails', async () => {
    let isGone = false
    const { arrangement, parts } = arranged(async () => void (isGone = true))
    await expect(
      withArrangement(arrangement, planned, parts, () => Promise.reject(new Error('a mistake'))),
    ).rejects.toThrow('a mistake')
    expect(isGone).toBe(true)
  })

  it.each([
    [new Error('it answered 500'), 'it answered 500'],
    ['a text', 'a text'],
  ])('that stays is told of, and is no trouble of the case: %s', async (error, reason) => {
    const { arrangement, parts, left } = arranged(() => Promise.reject(error))
    const attempt = { kind: 'judged', calls: [] } as const
    expect(await withArrangement(arrangement, planned, parts, async () => attempt)).toBe(attempt)
    expect(left).toEqual([[planned.testCase.id, reason]])
  })

  it('makes its secrets known before it is played on', async () => {
    const { arrangement, parts, redaction } = arranged()
    let shown = ''
    await withArrangement(arrangement, planned, parts, async () => {
      shown = redaction.text('token-of-an-agent, token-of-a-host, an-id-that-is-shown')
      return { kind: 'judged', calls: [] }
    })
    expect(shown).toBe('[redacted], [redacted], an-id-that-is-shown')
  })

  it('has every header of an identity for a secret but the id of a user', () => {
    const identities = { a: { 'x-user-ID': 'u', Cookie: 'c' }, b: { authorization: 'bearer t', 'X-Key': 'Bearer' } }
    expect(secretsOf({ ...arranged().arrangement, identities })).toEqual(['c', 't', 'Bearer'])
  })
})
