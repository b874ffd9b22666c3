import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { isContainer, parseJson, sameJson } from '../../json.ts'
import { covers, shapeOf, type ShapeOptions } from './shape.ts'
import { stableText } from './stable-text.ts'

const WORDS = new Set(['message', 'statusCode', 'isHost'])
const options: ShapeOptions = {
  values: ['abc-def-ghi'],
  isLiteral: (name) => name === null || WORDS.has(name),
}
const isSame = (recorded: unknown, found: unknown): boolean =>
  covers(shapeOf(recorded, options), shapeOf(found, options))

const digits = fc.stringMatching(/^[0-9]{13}$/)
/** Ids like those of servers, and instants. */
const VARYING = [
  fc.uuid(),
  fc.stringMatching(/^c[a-z][0-9][a-z0-9]{21}$/),
  fc.stringMatching(/^[0-9a-f]{11}[0-9][a-f][0-9][0-9a-f]{10}$/),
  fc.stringMatching(/^[A-Za-z0-9_-]{9}[0-9][a-z][A-Z][0-9][A-Za-z0-9_-]{8}$/),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2999-01-01') }).map((date) => date.toISOString()),
  digits,
] as const

/** A body, and the same body at another time: only the varying parts differ. */
const answeredTwice = fc
  .record({
    kind: fc.nat(VARYING.length - 1),
    message: fc.constantFrom('Room is locked', 'guestName must be shorter than or equal to 50 characters'),
    statusCode: fc.constantFrom(200, 201, 400, 403),
    isHost: fc.boolean(),
    extra: fc.constantFrom('a', 'list', 'object'),
  })
  .chain(({ kind, extra, ...fixed }) => {
    const id = VARYING[kind] ?? digits
    const one = fc.tuple(id, fc.nat(), fc.array(id, { minLength: 1, maxLength: 9 }), fc.string({ minLength: 1 }))
    const body = one.map(([made, count, all, text]) => ({
      ...fixed,
      told: { message: `No room ${made} in abc-def-ghi` },
      id: made,
      count,
      [extra]: extra === 'list' ? all : extra === 'object' ? { [made]: text } : text,
    }))
    return fc.tuple(body, body)
  })

describe('the shape of an answer', () => {
  it('is the same from run to run, whatever ids, instants and further members the server makes', () => {
    fc.assert(
      fc.property(answeredTwice, ([first, second]) => {
        expect(isSame(first, second)).toBe(true)
      }),
    )
  })

  it('is written the same in whatever order the members come', () => {
    const shapes = [
      { b: 1, a: { d: 'x', c: 'y' } },
      { a: { c: 'y', d: 'x' }, b: 1 },
    ].map((each) => JSON.stringify(shapeOf(each, options)))
    expect(shapes).toEqual(Array.from(shapes, () => '{"a":{"c":"<text>","d":"<text>"},"b":"<number>"}'))
  })

  it('has the words of a list of ten, and no more than that it is one of a longer one', () => {
    const words = Array.from({ length: 11 }, (_, n) => `word ${'abcdefghijk'[n]}`)
    expect(shapeOf({ message: words.slice(1) }, options)).toEqual({ message: words.slice(1) })
    expect(shapeOf({ message: words }, options)).toEqual({ message: '<list>' })
  })

  it('is another one for each word, status, flag and member that changes', () => {
    const changes = fc.constantFrom<(body: Record<string, unknown>) => Record<string, unknown>>(
      (body) => ({ ...body, message: `${String(body['message'])}.` }),
      (body) => ({ ...body, statusCode: 500 }),
      (body) => ({ ...body, isHost: body['isHost'] !== true }),
      (body) => ({ ...body, isHost: 'yes' }),
      (body) => ({ ...body, id: null }),
      (body) => ({ ...body, id: 17 }),
      (body) => ({ ...body, id: '' }),
      (body) => ({ ...body, count: '17' }),
      (body) => ({ ...body, more: 1 }),
      ({ id: _id, ...body }) => body,
      ({ message, ...body }) => ({ ...body, message: [message] }),
      (body) => ({ ...body, told: { message: 'No rooms' } }),
    )
    fc.assert(
      fc.property(answeredTwice, changes, ([first, second], change) => {
        expect(isSame(first, change(second))).toBe(false)
      }),
    )
  })

  it('covers itself, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isSame(value, value)).toBe(true)
      }),
    )
  })

  it('is small, however much was answered', () => {
    const rooms = Array.from({ length: 5000 }, (_, id) => ({ id, name: 'x'.repeat(90) }))
    expect(JSON.stringify(shapeOf({ rooms, message: 'a '.repeat(9000) }, options)).length).toBeLessThan(400)
  })

  it('tells nothing from something', () => {
    expect([isSame(undefined, undefined), isSame(undefined, null), isSame(null, undefined)]).toEqual([
      true,
      false,
      false,
    ])
    expect(covers('<any>', '<nothing>')).toBe(false)
    expect(covers('<any>', null)).toBe(true)
  })

  it('goes four levels deep', () => {
    expect(shapeOf({ a: { b: { c: { d: {} } } } }, options)).toEqual({ a: { b: { c: { d: '<object>' } } } })
    expect(shapeOf({ a: { b: { c: { d: [{}] } } } }, options)).toEqual({ a: { b: { c: { d: '<list>' } } } })
  })

  it('has numbers of five digits, of whatever sign, and longer ones as such', () => {
    const shapes = [99_999, -99_999, 100_000, -100_000].map((message) => shapeOf({ message }, options))
    expect(shapes.map((shape) => Object.values(Object(shape))[0])).toEqual([99_999, -99_999, '<number>', '<number>'])
  })

  it.each<[recorded: unknown, shape: unknown, isCovered: boolean]>([
    ['<list>', [], false],
    ['<list>', [5], true],
    ['<list>', '<list>', true],
    ['<text>', '', false],
    ['<text>', 'a', true],
    ['<text>', '<instant>', true],
    ['<text>', '<number>', false],
    ['<instant>', '<text>', false],
    [[1], [1], true],
    [[1], [1, 2], false],
    [[1, 2], [1], false],
    ['a<…>b<…>c', 'a1b2c', true],
    ['a<…>b<…>c', 'ab2c', false],
    ['a<…>b<…>c', 'a1bc', false],
    ['a<…>c', 'ac', false],
    ['a<…>', 'a', false],
    ['<…>', 'a', true],
    ['<…>b', 'b', false],
    ['ab<…>ba', 'aba', false],
    ['<number>', 5, true],
    ['<number>', '5', false],
    ['<boolean>', false, true],
    ['<boolean>', 'false', false],
    ['<object>', {}, true],
    ['<object>', '<object>', true],
    ['<object>', [], false],
    ['<list>', {}, false],
    ['<text>', 5, false],
    ['a', '<text>', false],
    [{ '<name>': '<any>' }, { x: 1, y: 2 }, true],
    [{ a: 1, '<name>': '<any>' }, { a: 1 }, true],
    [{ a: 1, '<name>': '<any>' }, { x: 1 }, false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [{ a: 1 }, { a: 2 }, false],
    [{ 0: 1 }, [1], false],
    [[1], { 0: 1 }, false],
    [[], null, false],
    [null, null, true],
    [null, false, false],
  ])('recorded as %j, covers %j: %j', (recorded, shape, isCovered) => {
    expect(covers(recorded, shape)).toBe(isCovered)
  })

  it('tells an instant, what was left out and nothing from other texts', () => {
    expect(
      shapeOf({ a: '2026-01-01T10:00', b: '2026-01-01 10:00', c: '…', d: '', e: 'at 2026-01-01T10:00' }, options),
    ).toEqual({
      a: '<instant>',
      b: '<text>',
      c: '<any>',
      d: '',
      e: '<text>',
    })
  })

  it('takes a mark that a server sends for a text', () => {
    expect(shapeOf('<any>', options)).toBe('<text>')
  })
})

describe('a text as it is recorded', () => {
  it('is every documented text to the letter, but for the seconds that are to be waited', () => {
    const texts = [...faces.current, ...socketFaces].flatMap(({ outcomes }) =>
      outcomes.filter(({ status }) => status >= 400).flatMap(({ example }) => textsIn(parseJson(example))),
    )
    expect(texts.length).toBeGreaterThan(20)
    expect(texts.filter((text) => stableText(text, []) !== text && !/\d seconds/.test(text))).toEqual([])
  })

  it.each([
    ['Room abc-def-ghi is locked', 'Room <…> is locked'],
    ['no ack within 10000 ms', 'no ack within <…> ms'],
    ['the status is 400, not 403', 'the status is 400, not 403'],
    ['at 2026-01-01T00:00:00.000Z: no', 'at <…>: no'],
    ['No user oSO0OpakMV_3jnilAAAA', 'No user <…>'],
    ['error-room-not-found', 'error-room-not-found'],
    ['internalServerError', 'internalServerError'],
  ])('of %s is %s', (text, stable) => {
    expect(stableText(text, ['abc-def-ghi'])).toBe(stable)
    expect(covers(stable, stableText(text, ['abc-def-ghi']))).toBe(true)
  })
})

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : isContainer(value) ? Object.values(value).flatMap(textsIn) : []

it('is JSON, as files hold it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const shape = shapeOf(value, options)
      expect(sameJson(JSON.parse(JSON.stringify(shape)), shape)).toBe(true)
    }),
  )
})
