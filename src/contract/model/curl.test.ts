import { expect, it } from 'vitest'
import { fillerZeros, piecesOf, toCurl, type CommandRequest } from './curl.ts'

const command = (more: Partial<CommandRequest>, times?: number): string =>
  toCurl(
    { method: 'GET', target: '/a', headers: {}, body: null, ...more },
    { baseUrl: 'http://localhost', ...(times === undefined ? {} : { times }) },
  )

it('a request by GET needs no method; one with headers and a body has all of them in order', () => {
  expect(command({})).toBe(`curl -i 'http://localhost/a'`)
  expect(command({ method: 'POST', headers: { Accept: '*/*', Empty: '' }, body: '{"a":1}' })).toBe(
    `curl -i -X POST 'http://localhost/a' -H 'Accept: */*' -H 'Empty;' -d '{"a":1}'`,
  )
  expect(command({ body: '' })).toBe(`curl -i 'http://localhost/a' -d ''`)
})

it('escapes every apostrophe for the shell, and what curl would expand', () => {
  expect(command({ target: "/a?b='c'" })).toContain(String.raw`'http://localhost/a?b='\''c'\'''`)
  expect(command({ target: '/a?b[]=1' })).toBe(`curl -i -g 'http://localhost/a?b[]=1'`)
  expect(command({ target: ['/', { env: 'ROOM' }, '{x}'] })).toBe(`curl -i -g 'http://localhost/'"$ROOM"'{x}'`)
  expect(command({ target: ['/', { env: 'ROOM' }] })).toBe(`curl -i 'http://localhost/'"$ROOM"`)
  for (const mark of ['[', ']', '{', '}'])
    expect(command({ target: `/a${mark}b` })).toBe(`curl -i -g 'http://localhost/a${mark}b'`)
})

it('a body that begins with @ is sent as it is, not as a file', () => {
  expect(command({ body: '@me' })).toMatch(/ --data-raw '@me'$/)
  expect(command({ body: 'me@home' })).toMatch(/ -d 'me@home'$/)
  expect(command({ body: [{ env: 'WHO' }, '@'] })).toMatch(/ -d "\$WHO"'@'$/)
})

it('a call is repeated by a loop', () => {
  expect(command({}, 3)).toBe(`for call in 1 2 3; do curl -i 'http://localhost/a'; done`)
  expect(command({}, 1)).toBe(`curl -i 'http://localhost/a'`)
})

it('a long body of filler is made by the shell, a short one is printed', () => {
  const filler = (zeros: number): string => `{"filler":"${'0'.repeat(zeros)}"}`
  expect([fillerZeros(filler(987)), fillerZeros(filler(988)), fillerZeros(`${filler(988)} `)]).toEqual([
    null,
    988,
    null,
  ])
  expect([fillerZeros(null), fillerZeros([filler(988)])]).toEqual([null, null])
  expect(command({ method: 'POST', body: filler(5000) })).toBe(
    `printf '{"filler":"%05000d"}' 0 | curl -i -X POST 'http://localhost/a' --data-binary @-`,
  )
})

it('pieces of a text are joined where they are literal, and left out where they are empty', () => {
  expect(piecesOf(['a', '', 'b', { env: 'X' }, '', { env: 'Y' }, 'c'])).toEqual(['ab', { env: 'X' }, { env: 'Y' }, 'c'])
  expect([piecesOf(''), piecesOf('a')]).toEqual([[], ['a']])
})
