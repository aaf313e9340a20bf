// Every service this server offers.
import type { Service } from '../src/authoring.ts';
import { b2mOrder } from './b2m-order/index.ts';
import { b2mResult } from './b2m-result/index.ts';

export const services: readonly Service[] = [b2mResult, b2mOrder];
