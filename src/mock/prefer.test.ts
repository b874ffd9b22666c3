import { describe, expect, it } from 'vitest'
import { preparedOf } from '../../tests/support/prepared.ts'
import { appliedText, preferredOutcome, readPreference, withoutPreferences } from './prefer.ts'

describe('a preference', () => {
  it.each<[string | undefined, string, unknown]>([
    ['code=404', '', { code: '404', example: null }],
    ['Code = 404 ; x=1, example="room-full"', '', { code: '404', example: 'room-full' }],
    ['status=500, code=404', '', { code: '404', example: null }],
    ['status=500, statusCode=404', '', { code: '404', example: null }],
    ['statusCode=500', '', { code: '500', example: null }],
    ['statusCode=500, code=404', '', { code: '404', example: null }],
    ['status=500', '', { code: '500', example: null }],
    ['code=1, code=2', '', { code: '1', example: null }],
    ['example=a=b', '', { code: null, example: 'a=b' }],
    ['respond-async', '__code=404', null],
    [undefined, '', null],
    [undefined, 'code=404', null],
    [undefined, 'a=b&__code=404&__example=x', { code: '404', example: 'x' }],
    [undefined, '__CODE=1&__code=2', { code: '1', example: null }],
    [undefined, '__other=1', null],
  ])('by the header %j and the query %j is %j', (header, query, preference) => {
    expect(readPreference(header, query)).toEqual(preference)
  })

  it('is never a parameter, and nothing else is left out', () => {
    expect(withoutPreferences('a=__code&__code=1&b=2&__dynamic&__EXAMPLE=x&__codex=1&__seed=')).toBe(
      'a=__code&b=2&__codex=1',
    )
    expect(withoutPreferences('__status=1&__statusCode=2&__example&__seed=3&__server=4&__world=5&c=__world')).toBe(
      'c=__world',
    )
    expect(withoutPreferences('a=1&&b')).toBe('a=1&&b')
  })

  it('is told as it was met', () => {
    expect([appliedText({ code: '404', example: 'a' }), appliedText({ code: null, example: 'a' })]).toEqual([
      'code=404, example=a',
      'example=a',
    ])
  })
})

describe('the preferred outcome', () => {
  const chosen = (code: string | null, example: string | null, accept?: string) => {
    const found = preferredOutcome(preparedOf('joinMeetingRoom'), { code, example }, accept)
    return 'step' in found ? found.step.outcome.name : [found.problem.status, JSON.parse(found.problem.body).detail]
  }

  it('is the one of this name, or the first of this status', () => {
    expect(chosen(null, 'room-full')).toBe('room-full')
    expect([chosen('400', null), chosen('400', 'guest-name-missing')]).toEqual(['malformed-body', 'guest-name-missing'])
  })

  it('is none where name and status disagree, or there is no such thing, and it says what there is', () => {
    const { outcome } = preparedOf('joinMeetingRoom').outcomes.find((each) => each.outcome.name === 'room-full') ?? {}
    const known = expect.stringMatching(/ Known: malformed-body \(400\), .*\bjoined-as-guest \(201\)\.$/)
    for (const [code, example, detail] of [
      ['201', 'room-full', `room-full has the status ${outcome?.status}, not 201.`],
      ['299', null, 'joinMeetingRoom never answers 299.'],
      [null, 'x'.repeat(81), `joinMeetingRoom has no outcome "${'x'.repeat(80)}".`],
    ] as const) {
      expect(chosen(code, example)).toEqual([404, known])
      expect(chosen(code, example)[1].split(' Known: ')[0]).toBe(detail)
    }
    expect(chosen('4044', null)).toEqual([422, known])
    expect(chosen('0404', null)[1]).toMatch(/^"0404" is not a status: code takes three digits\. Known: /)
  })

  it('must be one that the caller accepts', () => {
    expect(chosen(null, 'room-full', 'text/html')).toEqual([
      406,
      expect.stringMatching(/^room-full is application\/json, which Accept rules out\. Known: /),
    ])
    expect(chosen(null, 'room-full', 'application/*')).toBe('room-full')
  })
})

it('a preference that cannot be met has the operation and its outcomes, for programs', () => {
  const prepared = preparedOf('joinMeetingRoom')
  const found = preferredOutcome(prepared, { code: '299', example: null }, undefined)
  expect('problem' in found && JSON.parse(found.problem.body)).toEqual({
    title: 'Preference cannot be met',
    status: 404,
    detail: `joinMeetingRoom never answers 299. Known: ${prepared.outcomes.map(({ outcome }) => `${outcome.name} (${outcome.status})`).join(', ')}.`,
    operation: 'joinMeetingRoom',
    outcomes: prepared.outcomes.map(({ outcome }) => ({ example: outcome.name, code: outcome.status })),
  })
})
