// What a caller in TypeScript does with the generated types: from a new provider to a consultation that stands. Whatever is not as expected throws.
import type { components, operations, paths } from "./api.js";

type Schemas = components["schemas"];
const base = process.argv[2]!;

async function call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; value: T }> {
  const answer = await fetch(base + path, { method, body: body === undefined ? null : JSON.stringify(body), headers: { "content-type": "application/json" } });
  return { status: answer.status, value: (await answer.json()) as T };
}

function expect<T>(expected: T, actual: T): void {
  if (expected !== actual) throw new Error(`Expected ${expected}, and was answered ${actual}.`);
}

const provider: Schemas["CreateProviderRequest"] = { id: "lee", firstName: "Robin", lastName: "Lee" };
expect(201, (await call("POST", "/api/providers", provider)).status);
const hours: Schemas["PutWeeklyHoursRequest"] = { weekly: [{ day: "monday", start: "09:00", end: "10:00" }] };
expect(0, (await call<Schemas["HoursChangedResponse"]>("PUT", "/api/providers/lee/hours", hours)).value.affected.length);

type Slots = paths["/api/slots"]["get"]["responses"][200]["content"]["application/json"];
const query: operations["ListSlots"]["parameters"]["query"] = { appointmentType: "consultation", provider: ["lee"], from: "2026-11-23", to: "2026-11-24" };
const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
const slots = (await call<Slots>("GET", `/api/slots?${text}`)).value;
expect(4, slots.items.length);

const booking: Schemas["BookAppointmentRequest"] = { userId: "alice", appointmentType: "consultation", providerId: "lee", start: slots.items[0]!.start };
const held = (await call<Schemas["AppointmentResponse"]>("POST", "/api/appointments", booking)).value;
const status: "held" | "confirmed" | "cancelled" | "expired" = held.status;
expect("held", status);
const confirmed = await call<Schemas["AppointmentResponse"]>("POST", `/api/appointments/${held.id}/confirm`);
expect("confirmed", confirmed.value.status);
const refused = await call<Schemas["ProblemDetails"]>("POST", "/api/users/alice/appointments", { date: "2026-11-23", time: "11:00" } satisfies Schemas["BookVisitRequest"]);
expect("/problems/daily-limit-reached", refused.value.type);

const change: Schemas["PatchAppointmentTypeRequest"] = { dailyLimit: "start-date" };
const type = (await call<Schemas["AppointmentTypeResponse"]>("PATCH", "/api/appointment-types/meeting", change)).value;
const limit: "none" | "start-date" | "every-date" = type.dailyLimit;
expect("start-date", limit);
// @ts-expect-error: no such word
const wrong: Schemas["PatchAppointmentTypeRequest"] = { dailyLimit: "start_date" };
expect(400, (await call("PATCH", "/api/appointment-types/meeting", wrong)).status);
console.log("done");
