import { describe, expect, it } from 'vitest'
import { comment, emitType, keyText, typeText } from './types.ts'

describe('the type of a schema', () => {
  it.each<[unknown, string]>([
    [{ type: 'string' }, 'string'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'boolean', nullable: true }, 'boolean | null'],
    [{ type: 'boolean', nullable: false }, 'boolean'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ const: 'a' }, '"a"'],
    [{ const: null }, 'null'],
    [{ enum: ['a', 1, null] }, '"a" | 1 | null'],
    [{ oneOf: [{ type: 'string' }, { type: 'number' }] }, 'string | number'],
    [{ anyOf: [{ const: 1 }] }, '1'],
    [{ type: 'array', items: { type: 'string' } }, 'readonly string[]'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, 'readonly ("a" | "b")[]'],
    [{ type: 'array' }, 'readonly unknown[]'],
    [{ type: 'array', items: { type: 'string', nullable: true } }, 'readonly (string | null)[]'],
    [
      { type: 'array', items: { type: 'object', properties: { a: { enum: [1, 2] } } } },
      'readonly {\n  readonly a?: 1 | 2\n}[]',
    ],
    [{ type: 'array', items: { type: 'array', items: { const: 1 } } }, 'readonly (readonly 1[])[]'],
    [{ type: 'object' }, 'Readonly<Record<string, unknown>>'],
    [{ type: 'array', items: { type: 'object' } }, 'readonly (Readonly<Record<string, unknown>>)[]'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'Readonly<Record<string, number>>'],
    [{ $ref: '#/components/schemas/My-Name' }, 'MyName'],
    [{}, 'unknown'],
    [true, 'unknown'],
    [{ type: 'odd' }, 'unknown'],
  ])('%j is %s', (schema, type) => {
    expect(typeText(schema)).toBe(type)
  })

  it('has the members of an object, those that are required without a question mark', () => {
    const schema = {
      type: 'object',
      required: ['a'],
      additionalProperties: true,
      properties: {
        a: { type: 'string', description: 'An  a,\nand */ more.' },
        'b-c': { type: 'object', properties: { d: {} } },
      },
    }
    expect(typeText(schema)).toBe(
      [
        '{',
        '  /** An a, and * / more. */',
        '  readonly a: string',
        '  readonly "b-c"?: {',
        '    readonly d?: unknown',
        '  }',
        '  readonly [more: string]: unknown',
        '}',
      ].join('\n'),
    )
  })

  it('is the name of a schema that has one, by identity alone', () => {
    const named = { type: 'string' }
    const names = new Map([[named, 'Named']])
    expect(typeText({ type: 'array', items: named }, '', names)).toBe('readonly Named[]')
    expect(typeText({ type: 'array', items: { ...named } }, '', names)).toBe('readonly string[]')
  })

  it('is an interface where it has members, else a type', () => {
    expect(emitType('A', { type: 'object', properties: { a: {} }, description: 'It is.' })).toBe(
      '/** It is. */\nexport interface A {\n  readonly a?: unknown\n}\n',
    )
    expect(emitType('A', { type: 'object' })).toBe('export type A = Readonly<Record<string, unknown>>\n')
    expect(emitType('A', { type: 'object', properties: { a: {} }, nullable: true })).toBe(
      'export type A = {\n  readonly a?: unknown\n} | null\n',
    )
  })
})

it('keys are quoted where they are no plain name, and a comment ends where it is to', () => {
  expect(['a', '$a', '_1', '1a', 'a-b', '', 'é'].map(keyText)).toEqual(['a', '$a', '_1', '"1a"', '"a-b"', '""', '"é"'])
  expect(comment(' a */ b\n\tc ', '  ')).toBe('  /** a * / b c */\n')
})
