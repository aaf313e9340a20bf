// Every service this server offers.
import type { Service } from '../src/decision/types.ts';
import { b2mResult } from './b2m-result/index.ts';

export const services: readonly Service[] = [b2mResult];
