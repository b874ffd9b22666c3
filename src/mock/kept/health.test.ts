import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { createRouter } from '../route.ts'
import { HEALTH_PATH } from './health.ts'

it('no contract has the path of the health check', () => {
  for (const edition of Object.values(faces)) expect(createRouter(edition)(HEALTH_PATH)).toBeFalsy()
})
