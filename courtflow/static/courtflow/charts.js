/* Draws every [data-chart] from the JSON beside it. Tooltips are drawn on the canvas, so no inline style is needed. */
(function () {
  "use strict";
  const COLOURS = ["#1d4f91", "#8c1d18", "#b58a2b", "#3f7d5a", "#6b5b95", "#59606a"];

  function axis(chart, side) {
    const own = chart.series.filter(function (series) { return series.axis === side; });
    return { type: "value", name: own.length ? own[0].unit : "", show: own.length > 0, splitLine: { show: side === 0 } };
  }

  function series(one, chart) {
    return {
      name: one.name, type: one.kind, yAxisIndex: one.axis, data: one.values, barMaxWidth: 36, symbolSize: 7,
      stack: chart.kind === "stack" ? "all" : undefined,
      tooltip: { valueFormatter: function (value) { return value === null ? "—" : value.toLocaleString("zh-CN") + one.unit; } },
    };
  }

  function bars(chart) {
    return {
      grid: { left: 8, right: 8, top: 40, bottom: 8, containLabel: true },
      xAxis: { type: "category", data: chart.categories, axisLabel: { hideOverlap: true } },
      yAxis: [axis(chart, 0), axis(chart, 1)],
      series: chart.series.map(function (one) { return series(one, chart); }),
    };
  }

  /* The legend carries the numbers, so that nothing is cut off on a narrow screen. */
  function ring(chart) {
    const one = chart.series[0];
    const total = one.values.reduce(function (sum, value) { return sum + (value || 0); }, 0);
    const words = function (name, value) {
      return name + " " + (value || 0).toLocaleString("zh-CN") + one.unit + "（" + ((value || 0) * 100 / total).toFixed(2) + "%）";
    };
    return {
      legend: {
        orient: "vertical", left: "center", bottom: 0, itemGap: 6,
        formatter: function (name) { return words(name, one.values[chart.categories.indexOf(name)]); },
      },
      tooltip: { trigger: "item", renderMode: "richText", formatter: function (part) { return words(part.name, part.value); } },
      series: [{
        type: "pie", name: one.name, radius: ["38%", "62%"], center: ["50%", "34%"], label: { show: false },
        data: chart.categories.map(function (name, i) { return { name: name, value: one.values[i] }; }),
      }],
    };
  }

  function option(chart) {
    const common = {
      color: COLOURS, animation: false, aria: { enabled: true }, legend: { top: 4, type: "scroll" },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      tooltip: { trigger: "axis", renderMode: "richText" },
    };
    return Object.assign(common, chart.kind === "ring" ? ring(chart) : bars(chart));
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-chart]").forEach(function (place) {
      const drawn = window.echarts.init(place);
      drawn.setOption(option(JSON.parse(document.getElementById(place.dataset.chart).textContent)));
      new ResizeObserver(function () { drawn.resize(); }).observe(place);
    });
  });
})();
