// The limits of acute kidney injury by KDIGO's creatinine criteria; how a course is read by them: reading/creatinine-course.ts.

/** Hours within which an absolute rise counts. @source kdigo-aki-2012 */
export const AKI_ABSOLUTE_HOURS = 48;
/** Days within which a relative rise counts. @source kdigo-aki-2012 */
export const AKI_RELATIVE_DAYS = 7;
/** mg/dL; rise at or above. @source kdigo-aki-2012 */
export const AKI_ABSOLUTE_RISE = 0.3;
/** umol/L; rise above, where both values were reported so. @source nhs-england-aki */
export const AKI_ABSOLUTE_RISE_UMOL = 26;
/** Times the reference, from which stages 1, 2 and 3 begin. @source kdigo-aki-2012 */
export const AKI_RATIOS = [1.5, 2, 3] as const;
export const AKI_STAGES = ['1', '2', '3'] as const;
/** mg/dL; stage 3 at or above, once it is 1.5 times the reference. @source kdigo-aki-2012 */
export const AKI_STAGE_3_CREATININE = 4;
