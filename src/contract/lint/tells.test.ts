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
