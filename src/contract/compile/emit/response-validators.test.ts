import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faces } from '../../compiled/faces.ts'
import { responseValidators, varyValidators } from '../../compiled/response-validators.js'
import type { Face, Outcome, Validator } from '../../model/face.ts'
import { isDateTime, isUri } from '../../read/formats.ts'
import { pointerParts, valueAt } from '../../model/pointer.ts'
import { isContainer } from '../../../json.ts'

const outcomes = Object.entries(faces).flatMap(([edition, all]) =>
  all.flatMap((face) => face.outcomes.map((outcome) => ({ edition, face, outcome }))),
)
const validatorOf = (edition: string, { operation }: Face, { status }: Outcome): Validator => {
  const found = responseValidators[edition]?.[operation]?.[status]
  if (!found) throw new Error(`no validator for ${edition} ${operation} ${status}`)
  return found
}
const current = (
  operation: string,
  name: string,
): { body: unknown; check: Validator; vary: Record<string, Validator> } => {
  const found = outcomes.find(
    ({ edition, face, outcome }) => edition === 'current' && face.operation === operation && outcome.name === name,
  )
  if (!found) throw new Error(`there is no ${operation}/${name}`)
  const check = validatorOf('current', found.face, found.outcome)
  return { body: JSON.parse(found.outcome.example), check, vary: { ...varyValidators['current']?.[operation]?.[name] } }
}

/** Replaces the value at a pointer; without a value, removes it. */
function changed(value: unknown, pointer: string, to?: unknown): unknown {
  const copy: unknown = structuredClone(value)
  const parts = pointerParts(pointer)
  const holder = valueAt(copy, parts.slice(0, -1))
  const last = parts.at(-1) ?? ''
  if (!isContainer(holder) || !(last in holder)) throw new Error(`nothing stands at ${pointer}`)
  if (to === undefined) delete holder[last]
  else holder[last] = to
  return copy
}

it.each(outcomes.map((each) => [`${each.edition} ${each.face.operation}/${each.outcome.name}`, each] as const))(
  'the documented example of %s passes its validators, with members beyond it, too',
  (_, { edition, face, outcome }) => {
    const body: unknown = JSON.parse(outcome.example)
    const check = validatorOf(edition, face, outcome)
    expect(check(body)).toBeNull()
    expect(check({ ...(isContainer(body) ? body : {}), more: true })).toBeNull()
    const vary = varyValidators[edition]?.[face.operation]?.[outcome.name] ?? {}
    expect(Object.keys(vary).sort()).toEqual(Object.keys(outcome.varies).sort())
    for (const [pointer, judge] of Object.entries(vary)) expect(judge(valueAt(body, pointerParts(pointer)))).toBeNull()
  },
)

describe('a body that is not as the schema says is found, with where', () => {
  it.each([
    ['joinMeetingRoom', 'joined-as-guest', '/userId', undefined],
    ['joinMeetingRoom', 'joined-as-guest', '/userId', 5],
    ['joinMeetingRoom', 'joined-as-guest', '/isHost', 'false'],
    ['joinMeetingRoom', 'joined-as-guest', '/joinedAt', '2026-03-03'],
    ['joinMeetingRoom', 'joined-as-guest', '/joinedAt', '2026-02-30T10:00:00Z'],
    ['joinMeetingRoom', 'joined-as-guest', '/joinedAt', 1772533800000],
    ['joinMeetingRoom', 'joined-as-guest', '/joinedAt', null],
    ['joinMeetingRoom', 'room-full', '/statusCode', '400'],
    ['joinVideoConference', 'joined', '/url', '/meet/RocketChat'],
    ['joinVideoConference', 'joined', '/success', 'true'],
    ['joinLivechatRoom', 'not-logged-in', '/status', undefined],
    ['listLivechatRooms', 'listed', '/total', '4'],
    ['listLivechatRooms', 'listed', '/rooms/0/ts', 'Mon Nov 21 2022'],
    ['listLivechatRooms', 'listed', '/rooms/0/open', undefined],
    ['listLivechatRooms', 'listed', '/rooms/1/servedBy', null],
  ])('%s/%s with another %s: %s', (operation, name, pointer, to) => {
    const { body, check } = current(operation, name)
    expect(check(changed(body, pointer, to))).toMatchObject({ keyword: expect.stringMatching(/./) })
  })
})

it('null is let pass where the schema says so, and a text is never coerced', () => {
  const { body, check } = current('joinMeetingRoom', 'joined-as-guest')
  expect(check(changed(body, '/leftAt', '2026-03-03T10:36:00Z'))).toBeNull()
  const before = JSON.stringify(body)
  check(body)
  expect(JSON.stringify(body)).toBe(before)
})

it('a closed room with `open` is found, and one without it is not', () => {
  const { body, check } = current('listLivechatRooms', 'listed')
  expect(check(changed(body, '/rooms/2', { ...Object(valueAt(body, ['rooms', '2'])), open: true }))).not.toBeNull()
})

it('varying parts are judged by their own schema', () => {
  const { vary } = current('joinVideoConference', 'rate-limited')
  const text =
    'Error, too many requests. Please slow down. You must wait 5 seconds before trying this endpoint again. [error-too-many-requests]'
  expect(vary['/error']?.(text)).toBeNull()
  expect(vary['/error']?.(text.replace('5', 'five'))).not.toBeNull()
  expect(current('joinMeetingRoom', 'joined-as-guest').vary['/id']?.('')).not.toBeNull()
})

it('takes the dates and addresses that the linter takes, and no others', () => {
  const date = current('joinMeetingRoom', 'joined-as-guest').vary['/joinedAt']
  const url = current('joinVideoConference', 'joined').vary['/url']
  if (!date || !url) throw new Error('the contract lacks what this test asks for')
  const two = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'))
  const zone = fc.constantFrom('Z', 'z', '+01:00', '-23:59', '+24:00', '', '.5Z', '.123+05:30')
  const dates = fc
    .tuple(fc.integer({ min: 0, max: 9999 }), two, two, fc.constantFrom('T', ' ', 't'), two, two, two, zone)
    .map(
      ([year, month, day, t, hour, minute, second, z]) =>
        `${String(year).padStart(4, '0')}-${month}-${day}${t}${hour}:${minute}:${second}${z}`,
    )
  const real = fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2999-12-31') })
    .map((each) => each.toISOString())
  const leap = fc.constantFrom(
    '2016-12-31T23:59:60Z',
    '2017-01-01T00:59:60+01:00',
    '2016-12-31T23:58:60Z',
    '2024-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2000-02-29T00:00:00Z',
    '0000-02-29T00:00:00Z',
  )
  fc.assert(
    fc.property(fc.oneof(dates, real, leap, fc.string()), (text) => {
      expect(date(text) === null).toBe(isDateTime(text))
    }),
  )
  // Not `fc.webUrl()`, which takes a second to create.
  const part = fc.constantFrom(
    ...'abc09-._~%/:?#[]@!$&=+,; é"<>\\^`{|}',
    'a.example',
    '%41',
    '%zz',
    '[::1]',
    ':80',
    'é',
  )
  const urls = fc.oneof(
    fc
      .tuple(fc.constantFrom('http', 'https', 'HTTP', 'ftp', ''), fc.constantFrom('://', ':', '//'), fc.array(part))
      .map(([scheme, slashes, parts]) => [scheme, slashes, ...parts].join('')),
    fc
      .constantFrom('http://', 'https://')
      .chain((start) => fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => start + parts.join(''))),
    fc.string(),
    fc.constantFrom('http://', 'http://a b', 'mailto:a@b', '//x', 'http://[::1]/', 'http://[::/', 'a:%zz'),
  )
  fc.assert(
    fc.property(urls, (text) => {
      expect(url(text) === null).toBe(isUri(text) && /^https?:\/\//.test(text))
    }),
  )
})
