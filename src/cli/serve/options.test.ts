import { expect, it } from 'vitest'
import { serve } from '../commands/serve.ts'
import { readInput } from '../read-input.ts'
import { toServerOptions } from './options.ts'

it('an origin may end in a slash, which no page ever sends', () => {
  const input = readInput(serve, ['--cors-origin', 'https://app.example.com/'], {})
  expect(toServerOptions(input).corsOrigins).toEqual(['https://app.example.com'])
})
