import { expect, it } from 'vitest'
import { documentOf, lineOf } from '../testing/documents.ts'
import { checkPathTwins } from './path-twins.ts'

const withPaths = (...paths: readonly string[]): string =>
  `openapi: 3.1.0\ninfo: { title: Stage, version: 1.0.0 }\npaths:\n${paths.map((path) => `  ${path}: {}\n`).join('')}`
const messages = async (...paths: readonly string[]) =>
  checkPathTwins(await documentOf(withPaths(...paths))).map(({ message }) => message)

it('each path that matches the same requests as an earlier one is told with the first of them', async () => {
  const text = withPaths('/a/{x}/b', '/c', '/a/{y}/b', '/a/{z}/b')
  expect(checkPathTwins(await documentOf(text))).toMatchObject([
    {
      check: 'path-twins',
      line: lineOf(text, '/a/{y}'),
      message: '/a/{y}/b matches the same requests as /a/{x}/b',
      fix: 'Merge the two.',
    },
    { line: lineOf(text, '/a/{z}'), message: '/a/{z}/b matches the same requests as /a/{x}/b' },
  ])
})

it('paths that differ in what is fixed, or in the number of their parts, are no twins', async () => {
  expect(await messages('/a/{x}', '/a/b', '/b/{x}', '/a/{x}/', '/a/{x}/{y}', '/a/{x}.json', '/a/{x}{y}')).toEqual([])
})
