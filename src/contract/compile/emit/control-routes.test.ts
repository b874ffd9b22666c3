import { expect, it } from 'vitest'
import type { Document } from '../../read/load.ts'
import { emitControlRoutes } from './control-routes.ts'

const documentOf = (file: string, paths: object): Document => ({
  file,
  raw: null,
  value: { paths },
  locate: () => ({ file, line: 1 }),
  refFaults: [],
  keyFaults: [],
})

it('the routes of the control plane are those of its document, with ids and methods', () => {
  const text = emitControlRoutes([
    documentOf('specs/rooms.openapi.yaml', { '/a': { get: { operationId: 'other' } } }),
    documentOf('specs/control.openapi.yaml', {
      '/w/{name}': { put: { operationId: 'make' }, get: { operationId: 'show' } },
    }),
  ])
  const [, list = '[]'] = /controlRoutes = ([^]*) as const/.exec(text) ?? []
  expect(JSON.parse(list)).toEqual([
    { id: 'show', method: 'GET', path: '/w/{name}' },
    { id: 'make', method: 'PUT', path: '/w/{name}' },
  ])
  expect(text).toContain("export type ControlOperation = (typeof controlRoutes)[number]['id']\n")
})
