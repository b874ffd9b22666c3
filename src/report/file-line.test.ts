import { expect, it } from 'vitest'
import { titleOf } from './case-title.ts'
import { toFileLine } from './file-line.ts'

it.each([
  ['specs/a.yaml:12', { file: 'specs/a.yaml', line: 12 }],
  ['specs/a.yaml:12:3', { file: 'specs/a.yaml', line: 12 }],
  ['C:\\specs\\a.yaml:12', { file: 'C:\\specs\\a.yaml', line: 12 }],
  ['session.har, entry 1', null],
  ['a.yaml:', null],
  [':12', null],
])('the place %s in a file is %j', (at, place) => expect(toFileLine(at)).toEqual(place))

it('a case is named by its id, and its transport unless that is HTTP', () => {
  expect([titleOf({ id: 'a/b', transport: 'http' }), titleOf({ id: 'a/b', transport: 'upgraded' })]).toEqual([
    'a/b',
    'a/b (upgraded)',
  ])
})
