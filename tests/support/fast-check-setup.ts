import fc from 'fast-check'

/** One seed for every property, so that a run can be repeated; fast-check prints it, and the path to the counterexample, on failure. */
fc.configureGlobal({ seed: 20_260_303 })
