import fc from 'fast-check'
import { expect, it } from 'vitest'
import { answer, foundBy } from '../../testing/answers.ts'
import { checkMembersOnce, memberTwice } from './members-once.ts'

type Tree = string | number | null | readonly Tree[] | { readonly members: readonly (readonly [string, Tree])[] }

const written = (tree: Tree): string => {
  if (typeof tree !== 'object' || tree === null) return JSON.stringify(tree)
  if (!('members' in tree)) return `[${tree.map(written).join(' ,')}]`
  return `{${tree.members.map(([name, value]) => `${JSON.stringify(name)} : ${written(value)}`).join(',\n')}}`
}

const hasTwice = (tree: Tree): boolean => {
  if (typeof tree !== 'object' || tree === null) return false
  if (!('members' in tree)) return tree.some(hasTwice)
  const names = tree.members.map(([name]) => name)
  return new Set(names).size < names.length || tree.members.some(([, value]) => hasTwice(value))
}

const trees = fc.letrec<{ tree: Tree }>((tie) => {
  const texts = fc.constantFrom('a', 'b', '"', '\\', '":', '{"a":1', '}', '\\"', '__proto__', '🙂')
  const member = fc.tuple(texts, tie('tree'))
  return {
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(texts, fc.integer(), fc.constant(null)),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.record({ members: fc.array(member, { maxLength: 3 }) }),
    ),
  }
}).tree

it('finds a name twice in one object exactly where there is one, whatever the texts hold', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      expect(memberTwice(written(tree)) !== null).toBe(hasTwice(tree))
    }),
    { numRuns: 500 },
  )
})

it('knows a name again that is written otherwise', () => {
  expect(memberTwice('{"success":false,"succe\\u0073s":true}')).toBe('"succe\\u0073s"')
  expect(memberTwice('[{"a":1},{"a":{"a":1}}]')).toBeNull()
})

it('is a breach of the body, and none of a body that is no JSON', () => {
  const twice = '{"success":false,"success":true}'
  const found = answer('joinLivechatRoom/joined', { body: twice })
  const outcome = { ...found.outcome, statements: { body: ['a#body'] } }
  expect(checkMembersOnce({ ...found, outcome, caseSources: ['server'] })).toEqual([
    {
      check: 'body',
      message: 'a member occurs twice in one object',
      pointer: null,
      actual: '"success"',
      source: 'server',
      sources: ['a#body', 'server'],
    },
  ])
  expect(foundBy(checkMembersOnce, answer('joinLivechatRoom/joined', { body: `${twice}}` }))).toEqual([])
})

it('reads a text of ten megabytes', () => {
  const long = 'x'.repeat(10_000_000)
  expect(memberTwice(`{"a":"${long}","b":1}`)).toBeNull()
  expect(memberTwice(`{"a":"${long}","a":1}`)).toBe('"a"')
})
