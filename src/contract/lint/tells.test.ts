import { expect, it } from 'vitest'
import { changed, documentOf, HALL, lineOf, told } from './testing/documents.ts'
import { checkTells } from './tells.ts'

const found = async (from: string, to: string): Promise<string[]> =>
  told(checkTells(await documentOf(changed(HALL, from, to), 'hall.asyncapi.yaml')))

it.each(['/who/constructor', '/toString', '/who/name/first', '/others', 'who'])(
  'an event tells no %s, which its payload does not have',
  async (pointer) => {
    const line = lineOf(HALL, 'x-tells')
    expect(await found('/who/name:', `${pointer}:`)).toEqual([`${line}: the payload has no member ${pointer}`])
  },
)

it('an event tells what its payload has: all of it, a member, or a part of one', async () => {
  for (const pointer of ['/who', '/who/name', "''"]) expect(await found('/who/name:', `${pointer}:`)).toEqual([])
})

it('a text by operation names operations that announce the event, all of which are told', async () => {
  const both = changed(
    changed(HALL, '/how: { enter: by the door }', '/how: { enter: by the door,\n          leave: by the window }'),
    '  told:\n    action: send',
    '  told:\n    action: receive\n    x-announces: [came]',
  )
  expect(checkTells(await documentOf(both, 'hall.asyncapi.yaml'))).toMatchObject([
    {
      check: 'tells',
      line: lineOf(both, 'leave: by'),
      message: 'no operation leave announces this event',
      fix: 'Write one of those that do: enter, told.',
    },
  ])
})

it('an operation may announce several events, each of which it may tell something of', async () => {
  expect(await found('x-announces: [came]', 'x-announces: [entered, came]')).toEqual([])
})

it('where no operation announces the event, that is said', async () => {
  const text = changed(HALL, '    x-announces: [came]\n', '')
  expect(checkTells(await documentOf(text, 'hall.asyncapi.yaml'))).toMatchObject([
    { message: 'no operation enter announces this event', fix: 'Write one of those that do: none.' },
  ])
})

it('a source of no form is shown', async () => {
  expect(await found('$request.body#/who', 'somewhere')).toEqual([
    `${lineOf(HALL, 'x-tells')}: x-tells needs the source of a part, but this is "somewhere" (a text)`,
  ])
})

it('a member may be named with a slash or a tilde', async () => {
  const text = changed(HALL, '{ name: {} }', "{ 'a/b~c': {} }")
  const pointed = (pointer: string) => documentOf(changed(text, '/who/name:', `${pointer}:`), 'hall.asyncapi.yaml')
  expect(checkTells(await pointed('/who/a~1b~0c'))).toEqual([])
  expect(checkTells(await pointed('/who/a~1b~1c'))).toHaveLength(1)
})

it('what is wrong with a part is told with what to write', async () => {
  const fixes = async (from: string, to: string) =>
    checkTells(await documentOf(changed(HALL, from, to), 'hall.asyncapi.yaml')).map(({ fix }) => fix)
  expect(await fixes('/who/name:', '/who/age:')).toEqual(['Name a member of its schema, as a JSON Pointer.'])
  expect(await fixes('$request.body#/who', 'somewhere')).toEqual([
    'Write $request.body#/member, $response.body#/member, $seat.body#/member, $request.socket or $seat.socket, or a text for each operation.',
  ])
})
