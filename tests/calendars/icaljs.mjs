// A calendar as ical.js reads it: node icaljs.mjs FOLDER FILE, where FOLDER has ical.js in its node_modules
//
// Prints for every event its name, title, start and end, separated by tabs: times in UTC, whole days as days.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const required = createRequire(`${folder}/`).resolve("ical.js");
const { default: ICAL } = await import(pathToFileURL(required).href);

const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
// Only the calendar's own rules of its zone count.
ICAL.TimezoneService.reset();
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const said = (time) => {
  if (time.isDate) return time.toString();
  if (time.zone === ICAL.Timezone.localTimezone) return "floating";
  return time.convertToZone(ICAL.Timezone.utcTimezone).toString();
};
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component, { strictExceptions: true });
  for (const alarm of component.getAllSubcomponents("valarm")) {
    if (!(alarm.getFirstPropertyValue("trigger") instanceof ICAL.Duration)) throw new Error("an alarm without a trigger");
  }
  console.log([event.uid, event.summary, said(event.startDate), said(event.endDate)].join("\t"));
}
