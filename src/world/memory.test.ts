import { setClock } from './clock.ts'
import { memoryStore } from './memory.ts'
import { testStore } from './store.suite.ts'

testStore('memory', () => memoryStore(setClock(1_000), 1_000_000))
