import { expect, it } from 'vitest'
import { checkPrism } from './load-prism.ts'

it('a missing Prism is said before anything is served, with what to install', () => {
  const missing = (name: string): string => {
    throw new Error(`Cannot find module '${name}'`)
  }
  expect(() => checkPrism(missing)).toThrow(
    expect.objectContaining({
      name: 'Fault',
      message: '--also needs the package @stoplight/prism-http, which is not installed',
      fix: 'Install it beside greenroom: npm install --save-dev @stoplight/prism-http@5 @stoplight/prism-core@5',
    }),
  )
  const cause = new Error('there is none')
  const half = (name: string): string => {
    if (name.endsWith('core')) throw cause
    return name
  }
  expect(() => checkPrism(half)).toThrow(
    expect.objectContaining({
      message: '--also needs the package @stoplight/prism-core, which is not installed',
      cause,
    }),
  )
  expect(() => checkPrism()).not.toThrow()
})
