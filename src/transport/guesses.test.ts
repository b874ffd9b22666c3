import { describe, expect, it } from 'vitest'
import type { Admission } from './guard.ts'
import { limitGuesses, MOST_GUESSES } from './guesses.ts'

const WRONG: Admission = { passes: false, problem: { status: 401, title: 'Wrong token', detail: 'Use another.' } }
const FOREIGN: Admission = { passes: false, problem: { status: 421, title: 'Wrong host', detail: 'Use another.' } }
const PASSES: Admission = { passes: true, origin: null }

/** A limited guard whose verdict a request names, on a clock that is moved. */
function guarded() {
  const clock = { now: 500 }
  const verdicts: Readonly<Record<string, Admission>> = { wrong: WRONG, foreign: FOREIGN, right: PASSES }
  const guard = limitGuesses(
    ({ target }) => verdicts[target] ?? PASSES,
    () => clock.now,
  )
  const ask = (verdict: string, authorization: string | undefined = 'Bearer x') =>
    guard({ method: 'GET', target: verdict, headers: { authorization }, repeated: null })
  return { clock, ask, guess: (times: number) => Array.from({ length: times }, () => ask('wrong')) }
}

describe('wrong tokens', () => {
  it('are told so sixty times in ten seconds, and then how long to wait', () => {
    const { ask, clock, guess } = guarded()
    expect(MOST_GUESSES).toBe(60)
    expect(guess(60)).toEqual(Array.from({ length: 60 }, () => WRONG))
    clock.now += 2_500
    expect(ask('wrong')).toEqual({
      passes: false,
      problem: {
        status: 429,
        title: 'Too many wrong tokens',
        detail: 'More than 60 requests in 10 s had a wrong token. Use the one from the run file.',
        headers: ['Retry-After', '8'],
      },
    })
  })

  it('are counted anew ten seconds after the first', () => {
    const { ask, clock, guess } = guarded()
    guess(61)
    clock.now += 9_999
    expect(ask('wrong')).toMatchObject({ problem: { status: 429, headers: ['Retry-After', '1'] } })
    clock.now += 1
    expect(guess(60)).not.toContainEqual(expect.objectContaining({ problem: expect.objectContaining({ status: 429 }) }))
    expect(ask('wrong')).toMatchObject({ problem: { status: 429, headers: ['Retry-After', '10'] } })
  })

  it('lock out neither the right one nor who has none', () => {
    const { ask, guess } = guarded()
    guess(61)
    expect([ask('right'), ask('foreign')]).toEqual([PASSES, FOREIGN])
    const guard = limitGuesses(
      () => WRONG,
      () => 0,
    )
    const without = Array.from({ length: 61 }, () => guard({ method: 'GET', target: '/', headers: {}, repeated: null }))
    expect(without.at(-1)).toEqual(WRONG)
  })

  it('are the only requests that count', () => {
    const { ask, guess } = guarded()
    for (let n = 0; n < 100; n++) {
      ask('right')
      ask('foreign')
    }
    guess(59)
    expect([ask('wrong'), ask('wrong')]).toMatchObject([WRONG, { problem: { status: 429 } }])
  })
})
