import { expect, it } from 'vitest'
import { parseSource } from '../contract/read/source.ts'
import { toScope } from './scope.ts'
import { valueOfFile } from './yaml-value.ts'

const scopeOf = (text: string): unknown => toScope(valueOfFile(parseSource(text, 'target.yaml')))

it('is none where none is written', () => {
  expect(toScope(undefined)).toBeNull()
})

it.each([
  ['departmentId: greenroom-tests', { departmentId: 'greenroom-tests' }],
  ['{ agents: [ada, 7], open: true }', { agents: ['ada', '7'], open: 'true' }],
])('%s is texts, as they stand in a query', (text, scope) => {
  expect(scopeOf(text)).toEqual(scope)
})

it.each(['count', 'offset', 'sort', 'fields', 'open', 'onhold', 'queued'])('%s separates no rooms', (name) => {
  expect(() => scopeOf(`${name}: 1`)).toThrow("scope doesn't separate your rooms from others'")
  expect(scopeOf(`${name}: 1\ntags: a`)).toEqual({ [name]: '1', tags: 'a' })
})

it.each([
  ['{}', "target.yaml:1: scope doesn't separate your rooms from others'"],
  ['count: 5\nsort: a\nopen: true', "target.yaml:1: scope doesn't separate your rooms from others'"],
  ['open: true\ntags: []', 'target.yaml:2: an empty list restricts nothing'],
  ['departmentId: "null"', 'target.yaml:1: servers treat null as no value'],
  ['tags:\n  - a\n  - "undefined"', 'target.yaml:3: servers treat undefined as no value'],
  ['departmentId: { a: b }', 'target.yaml:1: departmentId is not a string'],
])('%j is refused', (text, message) => {
  expect(() => scopeOf(text)).toThrow(expect.objectContaining({ message }))
})

it.each([
  ['{}', 'Name a department, agents or tags that only test rooms have.'],
  ['tags: []', 'Write at least one value.'],
  ['departmentId: "undefined"', 'Write the actual id.'],
  ['tags: [a, "null"]', 'Write the actual id.'],
])('%j is refused with what to write', (text, fix) => {
  expect(() => scopeOf(text)).toThrow(expect.objectContaining({ name: 'Fault', fix }))
})

it('a part of a word that servers treat as no value is one', () => {
  expect(scopeOf('{ departmentId: nullable, tags: [undefined-yet] }')).toEqual({
    departmentId: 'nullable',
    tags: ['undefined-yet'],
  })
})

it.each(['count', 'offset', 'sort', 'fields', 'open', 'onhold', 'queued'])('%s alone restricts nothing', (name) => {
  expect(() => scopeOf(`${name}: 1`)).toThrow("doesn't separate")
})
