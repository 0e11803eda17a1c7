# R's damped trends on given series, to set ours beside them; benchmarks/textbook_forecasts.py runs it.
#
#   Rscript benchmarks/textbook_forecasts.R SERIES.csv FORECASTS.csv
#
# SERIES.csv has columns `history` and `future`, numbers parted by spaces. FORECASTS.csv has a row for each series and
# method: `series` (its row, from 0), `method`, `forecast` (numbers parted by spaces, one for each number of `future`).
# Needs the package forecast (Hyndman and Khandakar 2008); Debian has it as r-cran-forecast.
suppressMessages(library(forecast))

arguments <- commandArgs(trailingOnly = TRUE)
table <- read.csv(arguments[1], colClasses = "character")
numbers <- function(text) as.numeric(strsplit(trimws(text), " +")[[1]])

methods <- list(
  "holt(damped)" = function(x, h) holt(x, h = h, damped = TRUE)$mean,
  "holt(damped) of logs" = function(x, h) exp(holt(log(x), h = h, damped = TRUE)$mean),
  "ets(AAN, damped)" = function(x, h) forecast(ets(x, model = "AAN", damped = TRUE), h = h)$mean,
  "ets(ZZZ, damped)" = function(x, h) forecast(ets(x, model = "ZZZ", damped = TRUE), h = h)$mean
)

rows <- lapply(seq_len(nrow(table)), function(row) {
  history <- ts(numbers(table$history[row]))
  horizon <- length(numbers(table$future[row]))
  found <- sapply(methods, function(method) {
    paste(signif(as.numeric(method(history, horizon)), 10), collapse = " ")
  })
  data.frame(series = row - 1, method = names(methods), forecast = found)
})
write.csv(do.call(rbind, rows), arguments[2], row.names = FALSE)
cat(R.version.string, ", forecast ", as.character(packageVersion("forecast")), "\n", sep = "")
