import { seeds } from '../contract/compiled/seeds.ts'
import { setClock } from './clock.ts'
import { memoryStore } from './memory.ts'
import { seedTables } from './seed-tables.ts'
import { testStore } from './store.suite.ts'
import { createWorld } from './world.ts'

const tables = seedTables(seeds.empty)
const settings = { anonymousReading: false, trust: null, rateLimit: true }

testStore('memory', () =>
  memoryStore((name) => createWorld({ tables, clock: setClock(0), salt: name, settings, jwtSecret: null })),
)
