import { describe, expect, it } from 'vitest'
import { caseOf } from '../testing/answers.ts'
import { bareArrangement, isNotArranged } from '../model/arrangement.ts'
import type { Arranger } from '../model/arranger.ts'
import type { Refused } from '../model/result.ts'
import { inTurn } from './arrangers-in-turn.ts'

const locked = caseOf('joinMeetingRoom/room-locked')

describe('two arrangers in turn', () => {
  const arranger = (name: string, came: Refused | string): Arranger => ({
    name: name === 'hook' ? 'hook' : 'static',
    isolated: false,
    arrange: async () => (typeof came === 'string' ? { ...bareArrangement({ baseUrl: came, identities: {} }) } : came),
    lacks: () => (typeof came === 'string' ? null : came.reason),
  })
  const refused = (kind: Refused['kind']): Refused => ({ kind, reason: `no ${kind}` })
  const arranged = async (first: Refused | string, second: Refused | string): Promise<unknown> => {
    const result = await inTurn(arranger('static', first), arranger('hook', second)).arrange(locked)
    return isNotArranged(result) ? result.kind : result.baseUrl
  }

  it('ask the second for what the first has not, and for nothing else', async () => {
    expect(await arranged('first', 'second')).toBe('first')
    expect(await arranged(refused('situation'), 'second')).toBe('second')
    expect(await arranged(refused('identity'), 'second')).toBe('second')
    expect(await arranged(refused('safety'), 'second')).toBe('safety')
    expect(await arranged(refused('environment'), 'second')).toBe('environment')
    expect(await arranged(refused('situation'), refused('environment'))).toBe('environment')
  })

  it('both tell who waits for the arrangement', async () => {
    const told: string[] = []
    const telling = (baseUrl: string, came?: Refused): Arranger => ({
      ...arranger('static', baseUrl),
      arrange: async (_, meanwhile) => {
        const made = bareArrangement({ baseUrl, identities: {} })
        await meanwhile?.(made)
        return came ?? made
      },
    })
    const both = inTurn(telling('first', refused('situation')), telling('second'))
    await both.arrange(locked, async (made) => void told.push(made.baseUrl))
    expect(told).toEqual(['first', 'second'])
  })

  it('have the name of the second, and isolate no case', () => {
    const { name, isolated } = inTurn(arranger('static', 'a'), arranger('hook', 'b'))
    expect([name, isolated]).toEqual(['hook', false])
  })

  it('lack what both lack', () => {
    const lacks = (first: Refused | string, second: Refused | string): string | null =>
      inTurn(arranger('static', first), arranger('hook', second)).lacks(locked)
    const none = refused('situation')
    expect([lacks('a', none), lacks(none, 'b'), lacks(none, none)]).toEqual([null, null, 'no situation'])
  })
})
