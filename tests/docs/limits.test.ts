import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { defaultLimits } from '../../src/mock/limits.ts'

const page = await readFile('docs/limits.md', 'utf8')
const rows = [...page.matchAll(/^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(([, ...cells]) => cells)

it('the table of limits has each that can be raised, with its default', () => {
  const named = rows.filter(([name]) => /^`\w+`$/.test(name ?? ''))
  const figures = named.map(([name = '', value = '']) => [
    name.replaceAll('`', ''),
    Number(value.replaceAll(',', '').match(/\d+/)?.[0]),
  ])
  expect(Object.fromEntries(figures)).toEqual(defaultLimits)
})

it('names modules that there are', () => {
  const modules = rows.flatMap(([, , , where = '']) => [...where.matchAll(/`([\w/-]+)`/g)].map(([, name]) => name))
  expect(modules.length).toBeGreaterThan(30)
  expect(modules.filter((name) => !existsSync(`src/${name}.ts`))).toEqual([])
})
