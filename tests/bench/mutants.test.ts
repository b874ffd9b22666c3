import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { expect, it } from 'vitest'
import { mutants } from '../../bench/mutants/all.ts'
import { harmless } from '../../bench/mutants/harmless.ts'
import { socketHarmless } from '../../bench/mutants/socket-harmless.ts'

const exportsOf = (source: string): string[] => source.match(/^export (?:async )?(?:const|function|class) \w+/gm) ?? []

const patched = [...mutants, ...harmless, ...socketHarmless].flatMap(({ name, change }) =>
  typeof change === 'function' ? [] : [{ name, change }],
)

it('there are mutants of the sources', () => expect(patched.length).toBeGreaterThan(100))

it.each(patched)('$name: its file can be changed so, and still has all of its exports', ({ change }) => {
  const source = readFileSync(`src/${change.file}`, 'utf8')
  const edited = change.edit(source)
  expect(edited).not.toBe(source)
  expect(exportsOf(edited)).toEqual(exportsOf(source))
  if (change.file.endsWith('.ts')) expect(stripTypeScriptTypes(edited)).not.toBe('')
})
